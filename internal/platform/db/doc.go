// Package db is the one place that knows which database engine runs.
//
// Capabilities write one SQL text; it runs unchanged on SQLite (the default:
// one file, one writer, many readers) and on PostgreSQL. A transaction is an
// argument: [DB.Tx] opens one that may write, [DB.View] a read-only snapshot,
// and everything that belongs to one change happens inside one function.
//
// Invariants:
//   - Every transaction belongs to one community. A [Scope] says which; only
//     this package can make one, from a row that exists.
//   - [DB.Tx] answers when the change is on the disk. Changes that come at the
//     same time share one commit, and nothing else: one that fails, panics or
//     whose caller has gone takes nothing with it.
//   - Within a transaction time stands still ([Tx.Now]).
//   - An error that the engine gives for a broken constraint comes back as
//     [ErrDuplicate], [ErrReference] or [ErrCheck]; a full disk or a locked
//     database as a fault with public words. No caller matches error text.
//   - A change that was already made for the same form (see [Once]) is not
//     made again.
package db
