using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Sends mails through the program that <c>[notification] sendmail_path</c> names.</summary>
[Component("trac.notification.mail.SendmailEmailSender")]
public sealed class SendmailEmailSender(IEnvironment environment) : IEmailSender
{
    private const int MostText = 300;

    /// <summary>Exit codes of <c>sysexits.h</c> that say the message will never be taken: bad data, no such user or host.</summary>
    private static readonly int[] s_permanent = [65, 66, 67, 68];

    private readonly NotificationOptions _options = new(environment);

    public async ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipients);

        // The program would take it for an option.
        var refused = recipients.Where(recipient => recipient.StartsWith('-'))
            .Select(recipient => new RefusedRecipient { Address = recipient, Reason = "an address for sendmail can't begin with a hyphen" })
            .ToList();
        if (refused.Count == recipients.Count)
            return refused;
        string[] arguments = ["-i", "-f", sender, .. recipients.Where(recipient => !recipient.StartsWith('-'))];
        var start = new ProcessStartInfo(_options.SendmailPath, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Start(start);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await WriteAsync(process, NativeLines(message.Span), cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            Check(process.ExitCode, await errors.ConfigureAwait(false));
            return refused;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new DeliveryPausedException($"[notification] sendmail_path = {_options.SendmailPath} did not start.");
        }
        catch (Win32Exception failure)
        {
            throw new DeliveryPausedException($"[notification] sendmail_path = {_options.SendmailPath} can't be started: {failure.Message}", failure);
        }
    }

    /// <summary>A program that ends before it has read all says why by its exit code.</summary>
    private static async ValueTask WriteAsync(Process process, byte[] message, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(message, cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Seen by what it says and its exit code.
        }
    }

    private void Check(int exitCode, string errors)
    {
        var text = errors.Trim().ReplaceLineEndings(" ");
        if (exitCode == 0 && text.Length == 0)
            return;
        text = text.Length > MostText ? text[..MostText] + "…" : text;
        var line = $"{_options.SendmailPath} ended with {exitCode}{(text.Length > 0 ? $": {text}" : "")}";
        throw s_permanent.Contains(exitCode) ? new UndeliverableException(line) : new TracException(line);
    }

    private static byte[] NativeLines(ReadOnlySpan<byte> message) => Environment.NewLine == "\r\n"
        ? message.ToArray()
        : Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal));
}
