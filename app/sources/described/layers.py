def as_stand_in(parts, dataset):
    return parts
