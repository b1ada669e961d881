def layouts_of(dataset):
    return ()
