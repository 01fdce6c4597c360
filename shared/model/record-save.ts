// What became of a selection that was saved as a capture file.

export interface SavedCapture {
  readonly records: number;
  readonly format: 'pcapng' | 'pcap';
  /** What the source has and the new file has no room for: sentences. */
  readonly leftOut: readonly string[];
}
