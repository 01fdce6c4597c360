// What dissecting one record leaves behind for the next ones. Bounded: hostile files cannot make it grow.

export class DissectorState {}
