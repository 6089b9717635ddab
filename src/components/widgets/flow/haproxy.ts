/** HAProxy's rules and its configuration, loaded together. */
export { haproxyWriter } from '#config/haproxy.ts';
export { haproxy } from '#sim/haproxy/haproxy.ts';
