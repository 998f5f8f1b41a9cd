# lawcheck trong một thùng chứa; cài đúng như bộ cài không cần mạng (make bundle).
#   docker build -t lawcheck .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/van-ban" lawcheck check du-thao.docx
# Đã thử đến đâu: docs/scale.md, mục “Thùng chứa”.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN python packaging/bundle.py \
    && mv build/lawcheck-*-py3.11 /opt/lawcheck \
    && PYTHON=python sh /opt/lawcheck/cai-dat.sh \
    && rm -rf /opt/lawcheck/wheels

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        libreoffice-writer-nogui tesseract-ocr tesseract-ocr-vie fonts-croscore fontconfig \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home lawcheck
COPY --from=build /opt/lawcheck/ /opt/lawcheck/
ENV HOME=/tmp
USER lawcheck
WORKDIR /van-ban
ENTRYPOINT ["/opt/lawcheck/lawcheck-env/bin/lawcheck"]
CMD ["--help"]
