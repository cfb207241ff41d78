# syntax=docker/dockerfile:1
# Three stages make two images: `app` (web, workers, beat, one-off commands) and `proxy` (TLS). `deploy/check` carries
# out the steps of the first two stages and of `app` without a container engine.

# --- the front end: static files only -----------------------------------------------------------------
FROM node:22-bookworm-slim AS frontend
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

# --- Python packages, exactly as locked, without those for development --------------------------------
FROM python:3.11-slim-bookworm AS packages
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PROJECT_ENVIRONMENT=/app/.venv
WORKDIR /app
COPY toh_tracker/dev/uv.txt /tmp/uv.txt
RUN python3 -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r /tmp/uv.txt
COPY pyproject.toml uv.lock ./
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-cache

# --- the application ----------------------------------------------------------------------------------
FROM python:3.11-slim-bookworm AS app
RUN groupadd --gid 10001 toh \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/toh --shell /usr/sbin/nologin toh \
  && install -d -o toh -g toh -m 0750 /var/lib/toh /run/metrics
WORKDIR /app
COPY --from=packages /app/.venv /app/.venv
COPY manage.py pyproject.toml LICENSE ./
COPY toh_tracker/ toh_tracker/
COPY backend/ backend/
COPY deploy/gunicorn.conf.py deploy/healthy.py deploy/
COPY --from=frontend /build/frontend/dist frontend/dist
ENV PATH=/app/.venv/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  TOH_BOOTSTRAP=off \
  DJANGO_SETTINGS_MODULE=toh_tracker.settings \
  STATIC_ROOT=/app/static \
  TOH_VAR=/var/lib/toh
RUN python -m compileall -q toh_tracker backend \
  && TOH_VAR=/tmp/build python manage.py collectstatic --noinput -v 0 \
  && rm -rf /tmp/build
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "deploy/healthy.py", "web"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "toh_tracker.wsgi:application"]

# --- TLS in front: Caddy, as an ordinary user, on high ports ------------------------------------------
FROM caddy:2.10-alpine AS proxy
# A copy of the program has no file capabilities, so it also starts where none may be gained.
RUN addgroup -g 10002 caddy \
  && adduser -D -H -u 10002 -G caddy caddy \
  && cp /usr/bin/caddy /usr/local/bin/caddy \
  && chown -R caddy:caddy /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER 10002:10002
EXPOSE 8080 8443
CMD ["/usr/local/bin/caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
