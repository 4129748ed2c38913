// Generated from the database by `npm run generate`; never edited.
export type Database = {};
