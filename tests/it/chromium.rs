//! A real browser, driven over its own protocol (Chrome `DevTools` over a web socket).

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tungstenite::{Message, WebSocket};

/// A page in a browser.
pub(crate) struct Tab {
    browser: Child,
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    next: u64,
    /// What the page complained about, and addresses that it asked for.
    pub(crate) complaints: Vec<String>,
    pub(crate) asked: Vec<String>,
    _profile: tempfile::TempDir,
}

impl Drop for Tab {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}

impl Tab {
    /// Opens an empty page; none, said loudly, where no browser is installed.
    pub(crate) fn open() -> Option<Tab> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let profile = tempfile::tempdir().expect("a folder");
        let started = names.iter().find_map(|name| {
            Command::new(name)
                .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"])
                .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
                .args(["--remote-debugging-port=0", "--window-size=1400,1000", "about:blank"])
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .stderr(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .ok()
        });
        let Some(mut browser) = started else {
            eprintln!("SKIPPED: no Chromium is installed, so no browser has tried the page");
            return None;
        };
        let mut said = BufReader::new(browser.stderr.take().expect("piped"));
        let address = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).expect("text") > 0, "the browser ended");
            if let Some(address) = line.trim().strip_prefix("DevTools listening on ") {
                break address.to_owned();
            }
        };
        // What nobody reads would fill the pipe and stop the browser.
        std::thread::spawn(move || said.lines().for_each(drop));
        let host = address.trim_start_matches("ws://").split('/').next().expect("a host").to_owned();
        let stream = TcpStream::connect(host).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        let (socket, _) = tungstenite::client(address, stream).expect("a web socket");
        let (complaints, asked) = (Vec::new(), Vec::new());
        let mut tab = Tab { browser, socket, session: None, next: 0, complaints, asked, _profile: profile };
        let target = tab.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attached = tab.call("Target.attachToTarget", &json!({ "targetId": target["targetId"], "flatten": true }));
        tab.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            tab.call(&format!("{domain}.enable"), &json!({}));
        }
        Some(tab)
    }

    /// Calls a method and gives its result.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.tried(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn tried(&mut self, method: &str, parameters: &Value) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string())).expect("sent");
        loop {
            let Message::Text(text) = self.socket.read().expect("a message") else { continue };
            let mut message: Value = serde_json::from_str(&text).expect("JSON");
            if message["id"] == json!(id) {
                let error = message["error"].take();
                return if error.is_null() { Ok(message["result"].take()) } else { Err(error) };
            }
            self.note(&message);
        }
    }

    fn note(&mut self, message: &Value) {
        let parameters = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => self.complaints.push(parameters["exceptionDetails"].to_string()),
            "Log.entryAdded" => self.complaints.push(parameters["entry"].to_string()),
            "Network.requestWillBeSent" => {
                self.asked.push(parameters["request"]["url"].as_str().unwrap_or_default().to_owned());
            }
            _ => {}
        }
    }

    pub(crate) fn go(&mut self, url: &str) {
        self.call("Page.navigate", &json!({ "url": url }));
    }

    /// What an expression gives.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut result = self.call("Runtime.evaluate", &asked);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].take()
    }

    pub(crate) fn text(&mut self, selector: &str) -> String {
        let expression = format!("(document.querySelector({selector:?}) || {{}}).textContent || ''");
        self.eval(&expression).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression is true; on the way the page may go and another come.
    pub(crate) fn wait(&mut self, expression: &str) {
        let start = Instant::now();
        let tried = format!("(() => {{ try {{ return !!({expression}) }} catch {{ return false }} }})()");
        let asked = json!({ "expression": tried, "returnByValue": true });
        while !self.tried("Runtime.evaluate", &asked).is_ok_and(|found| found["result"]["value"] == json!(true)) {
            assert!(start.elapsed() < Duration::from_secs(60), "never true: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Where an element is on the screen, once it has been scrolled there: left, top, width, height.
    pub(crate) fn place(&mut self, selector: &str) -> [f64; 4] {
        let expression = format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{ block: 'center' }}); \
             const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; }})()"
        );
        serde_json::from_value(self.eval(&expression)).expect("four numbers")
    }

    pub(crate) fn mouse(&mut self, kind: &str, x: f64, y: f64) {
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        self.call("Input.dispatchMouseEvent", &event);
    }

    pub(crate) fn click(&mut self, selector: &str) {
        let [left, top, width, height] = self.place(selector);
        let (x, y) = (left + width / 2.0, top + height / 2.0);
        self.mouse("mouseMoved", x, y);
        self.mouse("mousePressed", x, y);
        self.mouse("mouseReleased", x, y);
    }

    pub(crate) fn key(&mut self, key: &str, code: u32) {
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
            self.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// Types over what a field holds.
    pub(crate) fn type_over(&mut self, selector: &str, text: &str) {
        self.eval(&format!("(() => {{ const e = document.querySelector({selector:?}); e.focus(); e.select(); }})()"));
        self.call("Input.insertText", &json!({ "text": text }));
    }

    pub(crate) fn size(&mut self, width: u32, height: u32, phone: bool) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Keeps a picture of the page where `FROTH_SCREENSHOTS` names a folder.
    pub(crate) fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("FROTH_SCREENSHOTS") else { return };
        let data = self.call("Page.captureScreenshot", &json!({ "format": "png" }));
        let bytes = BASE64.decode(data["data"].as_str().unwrap_or_default()).expect("base64");
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), bytes).expect("written");
    }
}
