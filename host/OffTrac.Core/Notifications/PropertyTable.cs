using System.Text;

namespace OffTrac.Core.Notifications;

/// <summary>The fields of a ticket in two columns, as Trac sets them in mails of 75 columns.</summary>
internal sealed class PropertyTable(TextWrapper wrapper)
{
    private const int Columns = 75;
    private const int Half = (Columns - 1) / 2;
    private const int Most = (Columns - 1) * 2 / 3;

    public string Write(IReadOnlyList<Property> properties)
    {
        var small = properties.Where(property => !property.IsBig).ToList();
        var (label, value) = (new int[2], new int[2]);
        foreach (var (i, property) in small.Index())
        {
            label[i % 2] = Math.Max(wrapper.WidthOf(property.Label), label[i % 2]);
            value[i % 2] = Math.Max(wrapper.WidthOf(property.Value), value[i % 2]);
        }

        var (left, right) = Widths(label[0] + value[0] + 5, label[1] + value[1] + 5, label);
        var rule = $"{new string('-', left)}+{new string('-', right)}";
        var text = new StringBuilder(rule).Append('\n');
        WriteRows(Cells(small, label, [left, right]), left, text);
        var big = properties.Where(property => property.IsBig).ToList();
        if (big.Count > 0)
        {
            text.Append(rule);
            foreach (var property in big)
                text.Append('\n').Append(property.Label).Append(":\n").Append(property.Value).Append("\n\n");
        }

        return text.Append(rule).ToString();
    }

    private static (int Left, int Right) Widths(int left, int right, int[] label)
    {
        if (left + right + 1 <= Columns)
            return (left, right);
        if ((left > Half && right > Half) || label[0] > Half / 2 || label[1] > Half / 2)
            return (Half, Half);
        if (left > right)
            return (Math.Min(Most, left), Columns - Math.Min(Most, left) - 1);
        return (Columns - Math.Min(Most, right) - 1, Math.Min(Most, right));
    }

    /// <summary>Lines of each column; what is beside each other begins at one height.</summary>
    private (List<string> Left, List<string> Right) Cells(List<Property> properties, int[] label, int[] width)
    {
        List<string> left = [], right = [];
        for (var i = 0; i < properties.Count; i += 2)
        {
            var one = Lines(properties[i], 0);
            var other = i + 1 < properties.Count ? Lines(properties[i + 1], 1) : [];
            var (more, ahead) = (one.Length - other.Length, left.Count - right.Count);
            if (ahead > 0)
                right.AddRange(Enumerable.Repeat("", Math.Max(ahead + Math.Min(more, 0), 0)));
            else if (ahead < 0)
                left.AddRange(Enumerable.Repeat("", Math.Max(-(ahead + Math.Max(more, 0)), 0)));
            left.AddRange(one);
            right.AddRange(other);
        }

        return (left, right);

        string[] Lines(Property property, int column)
        {
            var indent = new string(' ', Math.Max(label[column] - wrapper.WidthOf(property.Label) + (2 * column), 0));
            return [.. PythonLines.Split(wrapper.Wrap($"{property.Label}:  {property.Value}", width[column] - 2 + (2 * column), indent, "  "))];
        }
    }

    private void WriteRows((List<string> Left, List<string> Right) cells, int width, StringBuilder text)
    {
        for (var i = 0; i < Math.Max(cells.Left.Count, cells.Right.Count); i++)
        {
            var left = i < cells.Left.Count ? cells.Left[i] : new string(' ', width);
            text.Append(left).Append(' ', Math.Max(width - wrapper.WidthOf(left), 0))
                .Append('|').Append(i < cells.Right.Count ? cells.Right[i] : "").Append('\n');
        }
    }
}
