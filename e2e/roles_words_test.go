package e2e

var _ = rows(`
GET  /words                                  in    no    no    no    no    ok    ok    no    no    no
GET  /words/{language}/{message}             in    no    no    no    no    ok    ok    no    no    no
POST /words/{language}/{message}             in    no    no    no    no    ok    ok    no    no    no
POST /words/{language}/{message}/standard    in    no    no    no    no    ok    ok    no    no    no
GET  /languages                              in    no    no    no    no    ok    ok    no    no    no
POST /languages/{language}/offer             in    no    no    no    no    ok    ok    no    no    no
POST /languages/{language}/withdraw          in    no    no    no    no    ok    ok    no    no    no
`)
