// A mail server for the tests: node server.mjs [starttls] [auth]
// It says its port, and every mail that it takes, as lines of JSON, and ends when its input does. The recipient's name
// chooses the fate of a mail:
//   busy@     451 for the recipient                unknown@   550 for the recipient
//   full@     452 after the data                   spam@      554 after the data
//   dropped@  no answer to the data                gone@      taken, but the connection is lost before QUIT
import { SMTPServer } from 'smtp-server';

const features = process.argv.slice(2);
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`);
const refusal = (responseCode, words) => Object.assign(new Error(words), { responseCode });
const fateOf = address => address.split('@')[0];

let socket;

const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'].filter(command => !features.includes(command.toLowerCase())),
    authOptional: !features.includes('auth'),
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1000,

    onAuth: (auth, session, done) =>
        auth.username === 'product' && auth.password === 'right' ? done(null, { user: auth.username }) : done(new Error('no')),

    onMailFrom: ({ address }, session, done) =>
        fateOf(address) === 'stranger' ? done(refusal(550, `not from ${address}`)) : done(),

    onRcptTo({ address }, session, done) {
        switch (fateOf(address)) {
            case 'busy': return done(refusal(451, `later for ${address}`));
            case 'unknown': return done(refusal(550, `nobody is ${address}`));
            default: return done();
        }
    },

    onData(stream, session, done) {
        const chunks = [];
        stream.on('data', chunk => chunks.push(chunk));
        stream.on('end', () => {
            const { mailFrom, rcptTo } = session.envelope;
            switch (fateOf(rcptTo[0].address)) {
                case 'full': return done(refusal(452, `no room for ${rcptTo[0].address}`));
                case 'spam': return done(refusal(554, `no such words to ${rcptTo[0].address}`));
                case 'dropped': return socket.destroy();
            }
            say({ from: mailFrom.address, to: rcptTo.map(to => to.address), content: Buffer.concat(chunks).toString('base64') });
            done();
            if (fateOf(rcptTo[0].address) === 'gone')
                socket.end();
        });
    },
});

server.on('error', () => { });           // of one connection: the client shows it
server.server.on('connection', opened => { socket = opened; });
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.resume().on('end', () => server.close());
