# The front end is built in one stage and copied into the other, so Node stays out of the image that runs.
FROM node:22-slim AS front-end
WORKDIR /casemap
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static static
COPY geodata/world geodata/world
RUN npm run build

FROM python:3.13-slim
WORKDIR /casemap
# For editions in a bucket: --build-arg LOCK=requirements-s3.lock
ARG LOCK=requirements.lock
COPY ${LOCK} requirements.lock
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY templates templates
COPY geodata geodata
COPY --from=front-end /casemap/static static
COPY --from=front-end /casemap/geodata/world geodata/world
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && useradd --system --home-dir /data casemap \
    && install -d -o casemap /data
USER casemap
ENV CASEMAP_HOME=/data CASEMAP_GEODATA=/data/geodata
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["casemap", "serve", "--host", "0.0.0.0"]
