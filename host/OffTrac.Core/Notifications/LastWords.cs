using System.Text;

namespace OffTrac.Core.Notifications;

/// <summary>The beginning of what a program says, for one line of a log; the rest is read, so that it can go on, and thrown away.</summary>
internal sealed class LastWords
{
    private const int Most = 300;

    private readonly Stream _stream;
    private readonly byte[] _kept = new byte[4 * Most];
    private int _length;

    public LastWords(Stream stream)
    {
        _stream = stream;
        Ended = ReadAsync();
    }

    /// <summary>Completed when nobody can say more.</summary>
    public Task Ended { get; }

    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(_kept, 0, Volatile.Read(ref _length)).Trim().ReplaceLineEndings(" ");
        var line = string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c));
        return line.Length > Most ? line[..Most] + "…" : line;
    }

    private async Task ReadAsync()
    {
        var more = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(more).ConfigureAwait(false) is > 0 and var count)
            {
                var kept = Math.Min(count, _kept.Length - _length);
                more.AsSpan(0, kept).CopyTo(_kept.AsSpan(_length));
                Volatile.Write(ref _length, _length + kept);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody waits for more.
        }
    }
}
