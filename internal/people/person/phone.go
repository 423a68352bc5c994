package person

// PhoneLike reports whether the text can be a telephone number as people write
// it.
func PhoneLike(s string) bool { return phoneLike(s) }
