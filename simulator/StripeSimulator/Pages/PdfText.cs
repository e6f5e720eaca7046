using System.Globalization;
using System.Text;

namespace MySaas.StripeSimulator.Pages;

/// <summary>The smallest PDF that shows some lines of text on one page.</summary>
internal static class PdfText
{
    private const int LinesOnPage = 44;

    public static byte[] Write(IEnumerable<string> lines)
    {
        var text = new StringBuilder("BT /F1 11 Tf 16 TL 56 780 Td\n");
        foreach (var line in lines.Take(LinesOnPage))
            text.Append(CultureInfo.InvariantCulture, $"({Escape(line)}) Tj T*\n");
        text.Append("ET");

        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (var index = 0; index < objects.Length; index++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:0000000000} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{objects[index]}\nendobj\n");
        }

        var (start, count) = (file.Length, objects.Length + 1);
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {count}\n{table}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());          // one byte a character, so lengths above are bytes
    }

    private static string Escape(string line) => string.Concat(line.Select(letter => letter switch
    {
        '(' or ')' or '\\' => $"\\{letter}",
        > 'ÿ' or < ' ' => "?",
        _ => letter.ToString(),
    }));
}
