/** HAProxy's rules and its configuration, loaded together. */
export { haproxyConfig } from '#config/haproxy.ts';
export { haproxy } from '#sim/haproxy/haproxy.ts';
