using Moq;
using MySaas.Application.Notifications;
using MySaas.Application.UnitTests.Common;

namespace MySaas.Application.UnitTests.Notifications;

public sealed class SendEmailTests
{
    [Test]
    public async Task A_mail_is_sent_under_the_id_of_its_message_so_that_a_retry_is_the_same_mail()
    {
        var email = new SendEmail("ada@example.com", "password-changed", new Dictionary<string, string>());
        var sender = new Mock<IEmailSender>(MockBehavior.Strict);
        sender.Setup(port => port.SendAsync(email, World.Context.MessageId, It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);

        await new SendEmailHandler(sender.Object).HandleAsync(email, World.Context with { Attempt = 2 }, CancellationToken.None);

        sender.VerifyAll();
    }
}
