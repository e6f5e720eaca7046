using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MySaas.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DriftEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubscriptionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 255, nullable: false),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 50, nullable: false),
                    Ours = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    Stripes = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    RepairedAt = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DriftEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DriftEntries_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProviderWalks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    List = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StepId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<string>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<string>(type: "TEXT", nullable: true),
                    SeenUntil = table.Column<string>(type: "TEXT", nullable: true),
                    IsWantedAgain = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderWalks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DriftEntries_OrganizationId",
                table: "DriftEntries",
                column: "OrganizationId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderWalks_List",
                table: "ProviderWalks",
                column: "List",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DriftEntries");

            migrationBuilder.DropTable(
                name: "ProviderWalks");
        }
    }
}
