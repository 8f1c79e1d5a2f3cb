# One image for every process of Papo; the command says which: back/dist/main.js serves, back/dist/worker.js persists.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
ENV NPM_CONFIG_AUDIT=false NPM_CONFIG_FUND=false NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json ./
COPY contract/package.json contract/
COPY back/package.json back/
COPY front/package.json front/
COPY load-test/package.json load-test/

FROM packages AS production
# Without legacy-peer-deps, npm adds the Prisma CLI (250 MB) as a peer of its client.
# The client carries a query compiler for every database; ours is one.
RUN npm ci --omit=dev --legacy-peer-deps --workspace contract --workspace back \
 && find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*postgresql*' -delete \
 && find node_modules -name '*.map' -delete

FROM packages AS build
# No install scripts: the embedded PostgreSQL and Prisma's downloads serve development only.
RUN npm ci --ignore-scripts
COPY tsconfig.base.json prisma.config.ts ./
COPY prisma prisma
COPY contract contract
RUN npm run build --workspace contract
COPY back back
RUN npx prisma generate && npm run build --workspace back
COPY front front
RUN npm run build --workspace front

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production UPLOADS_DIR=/data/uploads
# A new volume takes the owner of the folder that it covers.
RUN mkdir -p /data/uploads /secrets && chown node:node /data/uploads /secrets
COPY --from=production /app/package.json ./
COPY --from=production /app/node_modules node_modules
COPY --from=production /app/contract contract
COPY --from=production /app/back back
COPY scripts/container scripts/container
COPY prisma/migrate.mjs prisma/
COPY prisma/migrations prisma/migrations
COPY --from=build /app/contract/dist contract/dist
COPY --from=build /app/back/dist back/dist
COPY --from=build /app/front/dist front/dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["node", "scripts/container/healthcheck.mjs"]
CMD ["node", "back/dist/main.js"]
