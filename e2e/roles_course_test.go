package e2e

// Asha runs the course; Bo is a facilitator who does not, and sees its dates and
// nobody on it.
var _ = rows(`
                                                stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /programmes                                in        ok    ok    no    no    ok    no    no    no    ok
POST /programmes/take                           in        no    no    no    no    ok    no    no    no    no
GET  /programmes/new                            in        no    no    no    no    ok    no    no    no    no
POST /programmes/new                            in        no    no    no    no    ok    no    no    no    no
GET  /programmes/{programme}                    in        ok    ok    no    no    ok    no    no    no    ok
GET  /courses                                   in        ok    ok    no    no    ok    no    no    no    no
GET  /courses/new                               in        no    no    no    no    ok    no    no    no    no
POST /courses/new                               in        no    no    no    no    ok    no    no    no    no
GET  /courses/{course}                          in        ok    ok    no    no    ok    no    no    no    no
GET  /courses/{course}/enrol                    in        ok    ok    no    no    ok    no    no    no    no
POST /courses/{course}/enrol                    in        ok    ok    no    no    ok    no    no    no    no
GET  /sessions/{session}/register               in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/register               in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/others                 in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/settle                 in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/take-back              in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/version                in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/notes/{enrolment}      in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/notes/{enrolment}      in        ok    gone  no    no    ok    no    no    no    no
POST /register/marks                            in        ok    gone  no    no    ok    no    no    no    no
GET  /programmes/{programme}/change             in        no    no    no    no    ok    no    no    no    no
POST /programmes/{programme}/change             in        no    no    no    no    ok    no    no    no    no
GET  /courses/{course}/change                   in        no    no    no    no    ok    no    no    no    no
POST /courses/{course}/change                   in        no    no    no    no    ok    no    no    no    no
GET  /enrolments/{enrolment}                    in        ok    gone  no    no    ok    no    no    no    no
POST /enrolments/{enrolment}                    in        ok    gone  no    no    ok    no    no    no    no
GET  /enrolments/{enrolment}/certificate        in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/move                   in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/move                   in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/record                 in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/record                 in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/home                   in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/paper                  in        ok    gone  no    no    ok    no    no    no    no
GET  /sessions/{session}/typed                  in        ok    gone  no    no    ok    no    no    no    no
POST /sessions/{session}/typed                  in        ok    gone  no    no    ok    no    no    no    no
`)
