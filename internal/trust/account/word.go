package account

import "context"

// HashWord hashes a word that somebody chose and who has no account, as
// passwords are hashed, and in the same queue.
func (s *Store) HashWord(ctx context.Context, word string) (string, error) {
	return s.hasher.hash(ctx, word)
}

// WordMatches reports whether the word is the one that was hashed. An empty
// hash costs the same and matches nothing.
func (s *Store) WordMatches(ctx context.Context, word, hash string) (bool, error) {
	return s.hasher.matches(ctx, word, hash)
}
