namespace MySaas.Domain.Files;

/// <summary>The formats that are told apart. The first one that fits is it; no text that people write fits by accident.</summary>
internal static class FileFormats
{
    /// <summary>What is written for people to read, or for browsers to run. It shows itself by no signature.</summary>
    public static readonly FileFormat Text = new(
        [],
        ("text/plain", ".txt .log .md .ini .cfg .conf .env"), ("text/csv", ".csv .tsv"), ("text/html", ".html .htm"), ("text/css", ".css"),
        ("text/javascript", ".js .mjs"), ("application/javascript", ""), ("application/json", ".json"), ("application/x-ndjson", ".ndjson"),
        ("application/xml", ".xml .xsd .xsl"), ("application/xhtml+xml", ".xhtml"), ("image/svg+xml", ".svg"), ("application/yaml", ".yaml .yml"),
        ("application/sql", ".sql"), ("application/x-sh", ".sh"), ("text/calendar", ".ics"), ("text/vcard", ".vcf"), ("message/rfc822", ".eml"));

    public static readonly IReadOnlyList<FileFormat> Binary =
    [
        new(["89504E470D0A1A0A"], ("image/png", ".png"), ("image/x-png", ""), ("image/apng", ".apng")),
        new(["FFD8FF"], ("image/jpeg", ".jpg .jpeg .jpe .jfif"), ("image/pjpeg", ""), ("image/jpg", "")),
        new(["474946383761", "474946383961"], ("image/gif", ".gif")),
        new(["52494646????????57454250"], ("image/webp", ".webp")),
        new(["52494646????????57415645"], ("audio/wav", ".wav"), ("audio/x-wav", ""), ("audio/wave", ""), ("audio/vnd.wave", "")),
        new(["52494646????????41564920"], ("video/x-msvideo", ".avi"), ("video/avi", "")),
        new(["424D????????00000000"], ("image/bmp", ".bmp"), ("image/x-ms-bmp", "")),
        new(["49492A00", "4D4D002A", "49492B00", "4D4D002B"], ("image/tiff", ".tif .tiff"), ("image/x-adobe-dng", ".dng")),
        new(["00000100"], ("image/vnd.microsoft.icon", ".ico"), ("image/x-icon", "")),
        new(["384250530001"], ("image/vnd.adobe.photoshop", ".psd")),
        new(["FF0A", "0000000C4A584C20"], ("image/jxl", ".jxl")),
        new(["0000000C6A502020"], ("image/jp2", ".jp2")),
        new(["00??????66747970", "00??????6D6F6F76", "00??????6D646174", "00??????77696465", "00??????66726565"],
            ("video/mp4", ".mp4 .m4v"), ("audio/mp4", ".m4a"), ("audio/x-m4a", ""), ("video/quicktime", ".mov .qt"), ("video/3gpp", ".3gp"),
            ("image/heic", ".heic"), ("image/heif", ".heif"), ("image/avif", ".avif")),
        new(["1A45DFA3"], ("video/webm", ".webm"), ("audio/webm", ".weba"), ("video/x-matroska", ".mkv")),
        new(["4F67675300"], ("audio/ogg", ".ogg .oga .opus"), ("video/ogg", ".ogv"), ("application/ogg", ".ogx")),
        new(["664C6143"], ("audio/flac", ".flac"), ("audio/x-flac", "")),
        new(["494433??00", "FFFB", "FFFA", "FFF3", "FFF2"], ("audio/mpeg", ".mp3"), ("audio/mp3", "")),
        new(["FFF1", "FFF9"], ("audio/aac", ".aac")),
        new(["4D54686400000006"], ("audio/midi", ".mid .midi")),
        new(["255044462D"], ("application/pdf", ".pdf")),
        new(["25215053"], ("application/postscript", ".ps .eps")),
        new(["7B5C727466"], ("application/rtf", ".rtf"), ("text/rtf", "")),
        new(["504B0304", "504B0506", "504B0708"],
            ("application/zip", ".zip"), ("application/x-zip-compressed", ""), ("application/java-archive", ".jar"), ("application/epub+zip", ".epub"),
            ("application/vnd.android.package-archive", ".apk"),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
            ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
            ("application/vnd.oasis.opendocument.text", ".odt"), ("application/vnd.oasis.opendocument.spreadsheet", ".ods"),
            ("application/vnd.oasis.opendocument.presentation", ".odp")),
        new(["D0CF11E0A1B11AE1"],
            ("application/msword", ".doc"), ("application/vnd.ms-excel", ".xls"), ("application/vnd.ms-powerpoint", ".ppt"),
            ("application/vnd.ms-outlook", ".msg"), ("application/x-msi", ".msi")),
        new(["1F8B"], ("application/gzip", ".gz .tgz"), ("application/x-gzip", "")),
        new(["425A68??314159265359"], ("application/x-bzip2", ".bz2")),
        new(["FD377A585A00"], ("application/x-xz", ".xz")),
        new(["28B52FFD"], ("application/zstd", ".zst")),
        new(["377ABCAF271C"], ("application/x-7z-compressed", ".7z")),
        new(["526172211A07"], ("application/vnd.rar", ".rar"), ("application/x-rar-compressed", "")),
        new(["@257:757374617200", "@257:7573746172202000"], ("application/x-tar", ".tar")),
        new(["4D53434600000000"], ("application/vnd.ms-cab-compressed", ".cab")),
        new(["4D5A??00", "4D5A????00", "4D5A??????00"], ("application/vnd.microsoft.portable-executable", ".exe .dll"), ("application/x-msdownload", "")),
        new(["7F454C46"], ("application/x-elf", ".so")),
        new(["FEEDFACE", "FEEDFACF", "CEFAEDFE", "CFFAEDFE"], ("application/x-mach-binary", ".dylib")),
        new(["CAFEBABE"], ("application/java-vm", ".class")),
        new(["0061736D"], ("application/wasm", ".wasm")),
        new(["4C0000000114020000000000C0000000"], ("application/x-ms-shortcut", ".lnk")),
        new(["53514C69746520666F726D6174203300"], ("application/vnd.sqlite3", ".sqlite .sqlite3")),
        new(["774F4646"], ("font/woff", ".woff")),
        new(["774F4632"], ("font/woff2", ".woff2")),
        new(["0001000000"], ("font/ttf", ".ttf")),
        new(["4F54544F00"], ("font/otf", ".otf")),
    ];

    public static IReadOnlyList<FileFormat> All { get; } = [.. Binary, Text];
}
