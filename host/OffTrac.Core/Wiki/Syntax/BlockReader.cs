namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Groups lines to blocks.</summary>
internal sealed class BlockReader(TreeBuilder builder, int depth)
{
    private const string Tab = "        ";

    private static readonly SourceLine s_blockEnd = SourceLine.Of("}}}", 0, 3);
    private static readonly WikiBlock s_blank = new WikiBlock.Blank();
    private static readonly WikiBlock s_rule = new WikiBlock.Rule();

    public WikiDocument Read(ArraySegment<SourceLine> lines)
    {
        var blocks = new List<WikiBlock>(lines.Count);
        var next = 0;
        while (next < lines.Count)
        {
            var line = lines[next];
            if (line.Kind == SourceLineKind.Citation)
            {
                next = ReadCitation(lines, next, blocks);
            }
            else if (line.Kind == SourceLineKind.BlockStart)
            {
                next = ReadProcessor(lines, next, blocks);
            }
            else
            {
                blocks.Add(ReadLine(line));
                next++;
            }
        }

        return new WikiDocument(blocks);
    }

    /// <summary>The lines that may be headings.</summary>
    public WikiDocument ReadHeadings(ArraySegment<SourceLine> lines)
    {
        var blocks = new List<WikiBlock>();
        for (var next = 0; next < lines.Count; next++)
        {
            if (lines[next].Kind == SourceLineKind.BlockStart)
                next = EndOf(lines, next + 1, out _);
            else if (lines[next].Kind == SourceLineKind.Text && lines[next].Span.TrimStart().StartsWith('='))
                blocks.Add(ReadLine(lines[next]));
        }

        return new WikiDocument(blocks);
    }

    private WikiBlock ReadLine(SourceLine line)
    {
        if (line.Length == 0)
            return s_blank;
        var span = line.Span;
        if (span.StartsWith("----"))
            return s_rule;
        if (!span.Contains('\t'))
            return new WikiBlock.Line(builder.ScanLine(line.Text, line.Start, line.End), span[0] == ' ');
        var text = span.ToString().Replace("\t", Tab, StringComparison.Ordinal);
        return new WikiBlock.Line(builder.ScanLine(text, 0, text.Length), text[0] == ' ');
    }

    private int ReadCitation(ArraySegment<SourceLine> lines, int first, List<WikiBlock> blocks)
    {
        var end = first;
        var columns = new List<int>();
        var content = new List<SourceLine>();
        var hasSpaces = true;
        for (; end < lines.Count && lines[end].Kind == SourceLineKind.Citation; end++)
        {
            var column = lines[end].Span.IndexOf('>');
            var cited = lines[end].From(column + 1);
            columns.Add(column);
            content.Add(cited);
            hasSpaces = hasSpaces && (cited.Length == 0 || cited.Span[0] is '>' or ' ');
        }

        if (hasSpaces)
        {
            for (var index = 0; index < content.Count; index++)
            {
                if (content[index].Length > 0 && content[index].Span[0] == ' ')
                    content[index] = content[index].From(1);
            }
        }

        blocks.Add(new WikiBlock.Citation(columns, ReadNested(content.ToArray())));
        return end;
    }

    private int ReadProcessor(ArraySegment<SourceLine> lines, int first, List<WikiBlock> blocks)
    {
        var start = lines[first];
        var mark = start.Span.IndexOf('{');
        var prefix = start.Span[..mark].ToString();
        var from = first + 1;
        string? arguments = null;
        if (!ProcessorName.TryRead(start.Text, start.Start + mark + 3, start.End, out _, out var name, out var rest))
        {
            if (from < lines.Count && lines[from].Kind is SourceLineKind.Text or SourceLineKind.Citation
                && ProcessorName.TryRead(lines[from].Text, lines[from].Start, lines[from].End, out var indent, out name, out rest))
            {
                prefix = lines[from].Span[..indent].ToString();
                from++;
            }
        }

        arguments = name.Length > 0 ? rest : null;
        var end = EndOf(lines, from, out var open);
        var content = lines.Slice(from, end - from);
        if (open > 1)
            content = new ArraySegment<SourceLine>([.. content, .. Enumerable.Repeat(s_blockEnd, open - 1)]);

        // An empty block without a processor leaves nothing, not even the end of a paragraph.
        if (name.Length > 0 || content.Count > 0)
            blocks.Add(new WikiBlock.Processor(builder.AddCall(ToCall(name, arguments, Unindent(content, prefix)))));
        return end + 1;
    }

    /// <summary>The line that ends a block, or the number of lines when that is missing, as then some of those in it are.</summary>
    private static int EndOf(ArraySegment<SourceLine> lines, int from, out int open)
    {
        open = 1;
        for (; from < lines.Count; from++)
        {
            if (lines[from].Kind == SourceLineKind.BlockStart)
                open++;
            else if (lines[from].Kind == SourceLineKind.BlockEnd && --open == 0)
                break;
        }

        return from;
    }

    private static ArraySegment<SourceLine> Unindent(ArraySegment<SourceLine> content, string prefix)
    {
        if (prefix.Length == 0)
            return content;
        foreach (var line in content)
        {
            if (line.Length > 0 && !line.Span.StartsWith(prefix, StringComparison.Ordinal))
                return content;
        }

        return content.Select(line => line.Without(prefix.Length)).ToArray();
    }

    private WikiCall ToCall(string name, string? arguments, ArraySegment<SourceLine> content)
    {
        var call = new WikiCall
        {
            Name = name.Length > 0 ? name : BuiltInProcessors.Default,
            Arguments = arguments is null ? null : ProcessorArguments.Parse(arguments),
            IsBlock = true,
            Source = builder.Source,
        };
        if (BuiltInProcessors.TakesBlocks(name))
        {
            var document = content.Count == 0 ? null : ReadNested(content);
            return call with { Document = document, IsTooDeep = content.Count > 0 && document is null };
        }

        var text = WikiSource.Join(content);
        if (BuiltInProcessors.TakesOneLine(name))
            return call with { OneLine = text.Length == 0 ? null : builder.OneLine(text, shorten: false) };
        return call with { Content = text };
    }

    /// <summary>A document of its own; null when it is too deep.</summary>
    public WikiDocument? ReadNested(ArraySegment<SourceLine> content)
    {
        if (depth >= WikiParser.MaxDepth)
            return null;
        var outer = builder.Source;
        builder.Source = new WikiSource(content);
        var document = new BlockReader(builder, depth + 1).Read(content);
        builder.Source = outer;
        return document;
    }
}
