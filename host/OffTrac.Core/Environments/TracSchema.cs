using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Trac's own tables at database version 45: made with a new environment, never changed afterwards.</summary>
public static class TracSchema
{
    /// <summary>Version of Trac 1.4 to 1.6; what new environments get.</summary>
    public const int Version = 45;

    public static IReadOnlyList<DatabaseTable> Tables { get; } =
    [
        Table("system", "name", "name value"),
        Table("permission", "username,action", "username action"),
        Table("auth_cookie", "cookie,ipnr,name", "cookie name ipnr time:int"),
        Table("session", "sid,authenticated", "sid authenticated:int last_visit:int", "last_visit", "authenticated"),
        Table("session_attribute", "sid,authenticated,name", "sid authenticated:int name value"),
        Table("cache", "id", "id:int generation:int key"),
        Table("attachment", "type,id,filename", "type id filename size:int time:long description author"),
        Table("wiki", "name,version", "name version:int time:long author text comment readonly:int", "time"),
        Table("repository", "id,name", "id:int name value"),
        Table("revision", "repos,rev", "repos:int rev time:long author message", "repos,time"),
        Table(
            "node_change", "id", "id:auto repos:int rev path node_type change_type base_path base_rev", "repos,rev,path", "repos,path,rev"),
        Table(
            "ticket",
            "id",
            "id:auto type time:long changetime:long component severity priority owner reporter cc version milestone status resolution summary description keywords",
            "time",
            "status"),
        Table("ticket_change", "ticket,time,field", "ticket:int time:long author field oldvalue newvalue", "ticket", "time"),
        Table("ticket_custom", "ticket,name", "ticket:int name value"),
        Table("enum", "type,name", "type name value description"),
        Table("component", "name", "name owner description"),
        Table("milestone", "name", "name due:long completed:long description"),
        Table("version", "name", "name time:long description"),
        Table("report", "id", "id:auto author title query description"),
        Table(
            "notify_subscription",
            "id",
            "id:auto time:long changetime:long class sid authenticated:int distributor format priority:int adverb",
            "sid,authenticated",
            "class"),
        Table("notify_watch", "id", "id:auto sid authenticated:int class realm target", "sid,authenticated,class", "class,realm,target"),
    ];

    /// <summary>The statements that make all tables, worded as Trac words them, so that nothing tells the two apart.</summary>
    public static IEnumerable<string> Create(DatabaseEngine engine) => Tables.SelectMany(table => TracSchemaSql.Create(table, engine));

    private static DatabaseTable Table(string name, string key, string columns, params string[] indices) => new()
    {
        Name = name,
        Key = key.Split(','),
        Columns = [.. columns.Split(' ').Select(Column)],
        Indices = [.. indices.Select(index => new DatabaseIndex { Columns = index.Split(',') })],
    };

    private static DatabaseColumn Column(string text) => text.Split(':') switch
    {
        [var name, "int"] => new DatabaseColumn(name, ColumnType.Integer),
        [var name, "long"] => new DatabaseColumn(name, ColumnType.Long),
        [var name, "auto"] => new DatabaseColumn(name, ColumnType.Identity),
        [var name] => new DatabaseColumn(name),
        _ => throw new ArgumentException(text, nameof(text)),
    };
}
