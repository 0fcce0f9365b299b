using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Deliveries;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlDeliveryTroubleTests(PostgreSqlFixture servers) : DeliveryTroubleTests(TestEngine.PostgreSql(servers));
