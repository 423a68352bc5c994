package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/platform/fault"
)

// A password must be long enough that guessing at the speed the throttle
// allows is hopeless, and otherwise as its owner likes it: no rule about
// capitals or digits, which make passwords that people cannot remember.
const (
	shortestPassword = 10  // characters
	shortestPhrase   = 8   // characters, when they are three words or more
	longestPassword  = 256 // characters; more would only be work for the server
)

// commonest are the stems of the passwords that are tried first everywhere.
// Digits and signs around a stem do not make it a better one.
var commonest = map[string]bool{
	"password": true, "passwort": true, "passw": true, "pass": true, "qwerty": true, "qwertyuiop": true,
	"qwertyuiopasdfghjkl": true, "asdfghjkl": true, "zxcvbnm": true, "letmein": true, "welcome": true,
	"iloveyou": true, "sunshine": true, "princess": true, "football": true, "liverpool": true,
	"arsenal": true, "chelsea": true, "charlie": true, "dragon": true, "monkey": true, "superman": true,
	"batman": true, "abc": true, "abcdefghij": true, "abcdefghijklmnopqrstuvwxyz": true, "admin": true,
	"administrator": true, "login": true, "secret": true, "changeme": true, "recovery": true, "openmaf": true,
	"onedayatatime": true, "": true, // nothing but digits and signs
}

// checkPassword returns nil when the password is good enough for an account
// with these names, and otherwise one fault that says what to do about it.
func checkPassword(password string, names ...string) error {
	password = readable(password)
	length := utf8.RuneCountInString(password)
	phrase := len(strings.Fields(password)) >= 3
	switch {
	case length > longestPassword:
		return badPassword("account.password-long")
	case length < shortestPhrase, length < shortestPassword && !phrase:
		return badPassword("account.password-short")
	case oneNote(password):
		return badPassword("account.password-common")
	}
	bare := stem(password)
	if commonest[bare] {
		return badPassword("account.password-common")
	}
	for _, name := range names {
		local, _, _ := strings.Cut(name, "@")
		if bare == stem(name) || bare == stem(local) {
			return badPassword("account.password-name")
		}
	}
	return nil
}

func badPassword(key string) error {
	return fault.New(fault.Invalid, key).Field("password", key)
}

// readable is the one form of text that looks the same: the "é" of every
// keyboard must open the door that another keyboard's "é" locked. Bytes that
// are no text become the sign for that.
func readable(s string) string { return norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD")) }

// stem is what stays of a text without case, digits, signs and spaces:
// "P@ssword 123!" keeps "pssword", "Password-123" keeps "password".
func stem(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, readable(s))
}

// oneNote reports whether a text is one or two characters over and over.
func oneNote(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) <= 2
}
