// Package seal encrypts what must not lie in the database in the clear: drafts,
// and a posted form that waits in the page while its writer signs in again.
//
// The key is one file that stands outside the database and outside its backups
// (mode 0600, made once by "openmaf init"). Whoever copies the database alone
// reads nothing that was sealed; whoever loses the key file loses exactly what
// was sealed under it, for good: nobody can make the key again. People, plans
// and the list of meetings are not sealed and stay readable. So the file
// belongs in a second place, such as a memory stick in the safe, and never
// beside the backup.
//
// Invariants:
//   - every sealed value is bound to the place it was written for (community,
//     table, row, column, see Bound): copied to another row it does not open;
//   - a value that was changed, cut short or sealed under another key does not
//     open, and which of these it was is not told;
//   - an existing key file is never overwritten, and one that others on the
//     machine can read is refused.
//
// The cipher is XChaCha20-Poly1305, whose nonces are long enough to be drawn at
// random for every value ever written. The file is a Tink key set, so that a
// second key can be added later while the first still opens old values.
package seal
