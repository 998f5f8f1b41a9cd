# lawcheck trong một thùng chứa; cài đúng như bộ cài không cần mạng (make bundle).
#   docker build -t lawcheck .
#   docker run --rm --network none -v "$PWD:/van-ban" lawcheck check du-thao.docx
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN python packaging/bundle.py

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-writer-nogui tesseract-ocr tesseract-ocr-vie fonts-croscore \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/build/lawcheck-*/ /opt/lawcheck/
RUN PYTHON=python sh /opt/lawcheck/cai-dat.sh && rm -rf /opt/lawcheck/wheels && useradd --create-home lawcheck
USER lawcheck
WORKDIR /van-ban
ENTRYPOINT ["/opt/lawcheck/lawcheck-env/bin/lawcheck"]
CMD ["--help"]
