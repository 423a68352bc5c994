package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"

	"openmaf/internal/platform/fault"
)

// Loss is the catalogue message that says what losing the key file means. Who
// makes the file shows it first. Its gap is Path.
const Loss = "seal.loss"

// Create makes a new key file at path and opens it. It never replaces a file:
// what was sealed under the old key could then not be read again.
func Create(path string) (*Sealer, error) {
	handle, err := keyset.NewHandle(aead.XChaCha20Poly1305KeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	var text bytes.Buffer
	// "Insecure" and "cleartext" because the file is not itself encrypted: a
	// service that starts unattended has nothing to decrypt it with.
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&text)); err != nil {
		return nil, fmt.Errorf("write a key: %w", err)
	}
	if err := writeNew(path, text.Bytes()); err != nil {
		return nil, err
	}
	return fromHandle(handle)
}

// Open reads the key file at path.
func Open(path string) (*Sealer, error) {
	if err := checkPrivate(path); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fileFault(path, err)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
	if err != nil {
		return nil, fault.New(fault.Invalid, "seal.file-broken", fault.Args{"Path": path}).Because(err)
	}
	return fromHandle(handle)
}

// InMemory is a sealer whose key is never written down: for tests, and for a
// server that is asked to keep nothing.
func InMemory() (*Sealer, error) {
	handle, err := keyset.NewHandle(aead.XChaCha20Poly1305KeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return fromHandle(handle)
}

func fromHandle(handle *keyset.Handle) (*Sealer, error) {
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("use the key: %w", err)
	}
	return &Sealer{aead: primitive}, nil
}

// writeNew writes a file that must not exist yet, readable by its owner alone,
// and returns only when the disk holds it: data sealed under a key that a power
// cut took away would be lost.
func writeNew(path string, text []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fileFault(path, err)
	}
	defer func() {
		if err != nil {
			os.Remove(path)
		}
	}()
	if _, err = f.Write(text); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write key file: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the new name in the directory as lasting as the file.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" { // has no such thing
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func checkPrivate(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fileFault(path, err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return fault.New(fault.Invalid, "seal.file-open-to-others", fault.Args{"Path": path})
	}
	return nil
}

func fileFault(path string, err error) error {
	args := fault.Args{"Path": path}
	switch {
	case errors.Is(err, fs.ErrExist):
		return fault.New(fault.Conflict, "seal.file-exists", args).Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Missing, "seal.file-missing", args).Because(err)
	}
	return fault.New(fault.Invalid, "seal.file-unreadable", args).Because(err)
}
