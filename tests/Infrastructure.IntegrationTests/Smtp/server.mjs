// A mail server for the tests: node server.mjs [starttls] [auth] [busy] [mute]
// It says what happens as lines of JSON: its port, connections that open and close, every mail that it takes. It ends when its
// input does, and until then obeys its lines:
//   down      closes the port and all connections         up        opens the same port again
//   cut       destroys all connections                    hang-up   says 421 on all connections and closes them
//   release   lets the held mails go, and all later ones
// busy: 421 for every connection. mute: no word to any connection.
// The recipient's name chooses the fate of a mail:
//   busy@     451 for the recipient                unknown@   550 for the recipient
//   full@     452 after the data                   spam@      554 after the data
//   dropped@  cut after the data                   refused@   cut after the recipient
//   held@     no answer to the data until "release"
//   closing@  421 after the data                   gone@      taken, but the connection is lost before QUIT
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

const features = process.argv.slice(2);
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`);
const refusal = (responseCode, words) => Object.assign(new Error(words), { responseCode });
const fateOf = address => address.split('@')[0];

const sockets = new Map();               // by the client's port
const held = [];
let released = false;

const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'].filter(command => !features.includes(command.toLowerCase())),
    authOptional: !features.includes('auth'),
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1000,

    onConnect(session, done) {
        if (features.includes('mute'))
            return;
        return features.includes('busy') ? done(refusal(421, 'too many connections')) : done();
    },

    onAuth: (auth, session, done) =>
        auth.username === 'product' && auth.password === 'right' ? done(null, { user: auth.username }) : done(new Error('no')),

    onMailFrom: ({ address }, session, done) =>
        fateOf(address) === 'stranger' ? done(refusal(550, `not from ${address}`)) : done(),

    onRcptTo({ address }, session, done) {
        switch (fateOf(address)) {
            case 'busy': return done(refusal(451, `later for ${address}`));
            case 'unknown': return done(refusal(550, `nobody is ${address}`));
            case 'refused': return sockets.get(session.remotePort).destroy();
            default: return done();
        }
    },

    onData(stream, session, done) {
        const chunks = [];
        stream.on('data', chunk => chunks.push(chunk));
        stream.on('end', () => {
            const { mailFrom, rcptTo } = session.envelope;
            const fate = fateOf(rcptTo[0].address);
            const take = () => {
                say({ from: mailFrom.address, to: rcptTo.map(to => to.address), content: Buffer.concat(chunks).toString('base64') });
                done();
            };
            switch (fate) {
                case 'full': return done(refusal(452, `no room for ${rcptTo[0].address}`));
                case 'spam': return done(refusal(554, `no such words to ${rcptTo[0].address}`));
                case 'closing': return done(refusal(421, `closing after ${rcptTo[0].address}`));
                case 'dropped': return sockets.get(session.remotePort).destroy();
                case 'held':
                    say({ event: 'held' });
                    return released ? take() : held.push(take);
            }
            take();
            if (fate === 'gone')
                sockets.get(session.remotePort).end();
        });
    },
});

const listener = server.server;
const cut = () => sockets.forEach(socket => socket.destroy());

const orders = {
    cut,
    down: () => { listener.close(() => say({ event: 'down' })); cut(); },
    up: port => listener.listen(port, '127.0.0.1', () => say({ event: 'up' })),
    'hang-up': () => sockets.forEach(socket => socket.end('421 4.4.2 idle for too long\r\n', () => say({ event: 'hung up' }))),
    release() { released = true; held.splice(0).forEach(take => take()); },
};

server.on('error', () => { });           // of one connection: the client shows it
listener.on('connection', socket => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    say({ event: 'opened', open: sockets.size });
    let last = '';
    socket.on('data', data => { last = data.toString(); });
    socket.on('close', () => {
        sockets.delete(remotePort);
        say({ event: 'closed', quit: last === 'QUIT\r\n' });
    });
});
listener.once('listening', () => {
    const { port } = listener.address();
    say({ port });
    createInterface({ input: process.stdin }).on('line', line => orders[line](port)).on('close', () => {
        listener.close();
        cut();
    });
});
server.listen(0, '127.0.0.1');
