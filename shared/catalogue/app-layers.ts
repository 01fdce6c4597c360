// All fields of application layers.

export const APP_FIELDS = {} as const;
