//go:build !whole

// Package leftout has no code. go test ./... shows nothing that a passing
// package prints, so this folder's name is what tells plainly that browser
// journeys, accessibility and PostgreSQL were left out. make test builds with
// the tag "whole", and then the folder is not there.
package leftout
