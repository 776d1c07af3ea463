# One process, one file of data, nobody's rights: see docs/serving.md.
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY src ./src
RUN python -m venv /opt/negsplit && /opt/negsplit/bin/pip install --no-cache-dir '.[pdf]'

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home negsplit \
    && mkdir --parents /data/tmp && chown --recursive negsplit /data
COPY --from=build /opt/negsplit /opt/negsplit
# Uploads of gigabytes pass through TMPDIR, which must not be memory.
ENV PATH=/opt/negsplit/bin:$PATH NEGSPLIT_DIARY=/data/diary.sqlite3 \
    TMPDIR=/data/tmp PYTHONUNBUFFERED=1
USER negsplit
VOLUME /data
EXPOSE 8321
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8321/health', timeout=4)"]
ENTRYPOINT ["negsplit", "serve", "--host", "0.0.0.0", "--port", "8321", "--no-browser"]
