-- Another script with a pause before each request, in milliseconds: SCRIPT=get.lua PAUSE=20 wrk -s paced.lua URL -- ARGUMENTS
dofile(os.getenv("SCRIPT"))
local pause = tonumber(os.getenv("PAUSE"))
function delay() return pause end
