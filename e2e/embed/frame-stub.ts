/** The least that speaks as a frame of ours: it does what the page that holds it says in a `do` of its own, and notes what it is sent. */
export const stub = `<title>A stub</title>
<meta name="responsive-embedded-sizing" content="allow-origins=*">
<style>body { margin: 0 }</style>
<p>A stub</p>
<script>
  const sent = [];
  addEventListener('message', ({ data }) => sent.push(data));
  const say = (type, fields) => parent.postMessage({ ns: 'upstream', v: 1, type, ...fields }, '*');
  say('ready', { widget: 'flow', id: 'stub', title: 'A stub' });
</script>`;
