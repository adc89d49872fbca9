// The smallest Node.js program that makes the request of a module: what a start with a request costs at the least.
const { get } = require('node:http');
const headers = { authorization: `Bearer ${process.argv[3]}` };
get(`${process.argv[2]}/uptime?nouptime&page=1&limit=100`, { headers }, (response) => {
  let text = '';
  response.on('data', (part) => {
    text += part;
  });
  response.on('end', () => console.log(JSON.parse(text).metadata.total_count));
});
