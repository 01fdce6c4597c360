// cytoscape-fcose comes without types: it is an extension to be registered, nothing more.
declare module 'cytoscape-fcose' {
  import type { Ext } from 'cytoscape';

  const register: Ext;
  export default register;
}
