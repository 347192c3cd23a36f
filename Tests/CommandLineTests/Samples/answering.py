"""A server on loopback that gives every request one answer: a tunnel gets the demand for a password, and everything
else an error as STS or Step Functions gives it: `answering.py CODE MESSAGE`. It prints its port."""

import http.server
import json
import sys

CODE, MESSAGE = (sys.argv[1:] + ["", ""])[:2]
ERROR = f"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>{CODE}</Code><Message>{MESSAGE}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>""".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_CONNECT(self):
        self.send_response(407)
        self.send_header("Proxy-Authenticate", 'Basic realm="office"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        error = ERROR
        if "X-Amz-Target" in self.headers:
            error = json.dumps({"__type": CODE, "message": MESSAGE}).encode()
        self.send_response(403)
        self.send_header("Content-Length", str(len(error)))
        self.end_headers()
        self.wfile.write(error)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
