namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Markup of syntax providers.</summary>
internal sealed partial class InlineScanner
{
    private ExtensionSearch[] _searches = [];

    /// <summary>The next position at which markup of a provider may begin.</summary>
    private int _extensionFrom = int.MaxValue;

    private void BeginExtensions()
    {
        if (builder.Patterns.Count == 0)
            return;
        if (_searches.Length == 0)
            _searches = [.. builder.Patterns.Select(pattern => new ExtensionSearch(pattern))];
        foreach (var search in _searches)
            search.Begin(_text, _start, _end);
        _extensionFrom = _start;
    }

    private bool TryExtension(int at)
    {
        if (at < _extensionFrom)
            return false;
        var next = int.MaxValue;
        foreach (var search in _searches)
        {
            var start = search.NextStart(at);
            if (start == at)
            {
                var text = search.MatchText;
                return text[0] == '!'
                    ? Matched(Text(at + 1, at + text.Length), at + text.Length)
                    : Matched(builder.AddExtension(search.ToExtension()), at + text.Length);
            }

            next = Math.Min(next, start);
        }

        _extensionFrom = next;
        return false;
    }
}
