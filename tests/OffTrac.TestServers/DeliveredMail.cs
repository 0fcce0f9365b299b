namespace OffTrac.TestServers;

/// <summary>A mail that a server has delivered.</summary>
/// <param name="Sender">The envelope's sender.</param>
/// <param name="Recipients">Those of the envelope's recipients who got it in this delivery, in order.</param>
/// <param name="Message">The message as it came in, with lines that end with LF.</param>
public sealed record DeliveredMail(string Sender, IReadOnlyList<string> Recipients, byte[] Message);
