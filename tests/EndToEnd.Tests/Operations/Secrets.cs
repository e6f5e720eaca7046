using MySaas.EndToEnd.Tests.Running;

namespace MySaas.EndToEnd.Tests.Operations;

/// <summary>Words that may stand in no line of a log.</summary>
internal sealed class Secrets : List<string>
{
    public void AddAddress(string address) => AddRange([address, Uri.EscapeDataString(address), address.Split('@')[0]]);

    public void AddTokens(Person person) => AddRange([person.AccessToken, person.AccessToken.Split('.')[2], person.RefreshToken]);

    public void AddMail(Mail mail)
    {
        AddRange(mail.Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 30));
        if (mail.Text.Contains("token=", StringComparison.Ordinal))
            Add(mail.Token);
    }
}
