// Package phone measures how long somebody with an old telephone in a weak
// network waits until they see something.
package phone
