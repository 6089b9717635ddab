/** nginx's rules and its configuration, loaded together. */
export { nginxWriter } from '#config/nginx.ts';
export { nginx } from '#sim/nginx/nginx.ts';
