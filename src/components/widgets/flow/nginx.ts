/** nginx's rules and its configuration, loaded together. */
export { nginxConfig } from '#config/nginx.ts';
export { nginx } from '#sim/nginx/nginx.ts';
